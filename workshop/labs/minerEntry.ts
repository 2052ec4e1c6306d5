// What a lab's miner threads run: the network's own, behind all server threads. Users on machines of
// their own would not slow each other's messages down by mining; thirty-one on two cores do, and half
// of their blocks come too late.
import './lowerPriority';
import '../../solution/supplied/user/minerEntry';
