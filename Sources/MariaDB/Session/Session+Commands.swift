internal import CMariaDB

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

extension Session {
    /// Asks the server for a sign of life: one round trip.
    func ping() throws(MariaDBError) {
        let handle = unsafe try connected()
        guard unsafe mysql_ping(handle) == 0 else { throw unsafe failure(ServerError(handle)) }
    }

    /// Changes the default database.
    func select(database: String) throws(MariaDBError) {
        let handle = unsafe try connected()
        guard !database.utf8.contains(0) else {
            throw MariaDBError(code: .invalidQuery, message: "the name of a database can not hold a zero byte")
        }
        guard unsafe mysql_select_db(handle, database) == 0 else { throw unsafe failure(ServerError(handle)) }
    }

    /// Ends the traffic on the socket, in both directions; whatever waits for it wakes up. The handle stays to be closed.
    func shutDownSocket() {
        guard let socket else { return }
        _ = shutdown(socket, Int32(SHUT_RDWR))
    }
}
