/// What a sleeping thread of a pool is woken with.
enum PoolMail: Sendable {
    case work(PoolWork)
    case exit
}
