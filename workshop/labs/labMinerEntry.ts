// The code of a lab's miner threads: the miner of the network, with a lower priority than the
// server threads. Miners on separate machines would not delay the messages of other users. But
// here, thirty-one users share two cores. With the usual priority, half of their blocks would come
// too late.
import './lowerPriority';
import '../../solution/supplied/user/minerEntry';
