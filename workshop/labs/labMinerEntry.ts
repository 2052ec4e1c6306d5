// The code of a lab's miner threads: the network's own, at a lower priority than the server threads.
// On machines of their own, miners would not delay the messages of other users. Thirty-one users on
// two cores do: half of their blocks would come too late.
import './lowerPriority';
import '../../solution/supplied/user/minerEntry';
