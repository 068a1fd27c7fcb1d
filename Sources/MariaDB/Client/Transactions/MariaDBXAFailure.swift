/// What the server says of a distributed transaction that went wrong: the errors of X/Open XA.
public enum MariaDBXAFailure: Int, Sendable, Hashable, CaseIterable {
    /// XAER_NOTA: there is no branch of this name.
    case unknownName = 1397
    /// XAER_INVAL: an argument is wrong, or what is asked for is not supported.
    case invalid = 1398
    /// XAER_RMFAIL: this can not be done in the state in which the branch is, such as a COMMIT while it is active.
    case wrongState = 1399
    /// XAER_OUTSIDE: a transaction that is none of XA is open.
    case outsideWork = 1400
    /// XAER_RMERR: an error in the branch itself; whether it is consistent is to be checked.
    case resourceError = 1401
    /// XA_RBROLLBACK: the branch was rolled back.
    case rolledBack = 1402
    /// XAER_DUPID: the name is taken.
    case duplicateName = 1440
    /// XA_RBTIMEOUT: the branch was rolled back because it took too long.
    case rolledBackTimeout = 1613
    /// XA_RBDEADLOCK: the branch was rolled back because of a deadlock.
    case rolledBackDeadlock = 1614
}

extension MariaDBError {
    /// What went wrong with a distributed transaction, if the server's error is one of XA.
    public var xaFailure: MariaDBXAFailure? {
        code == .server ? number.flatMap { MariaDBXAFailure(rawValue: $0) } : nil
    }
}
