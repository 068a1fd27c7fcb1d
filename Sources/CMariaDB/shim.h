#ifndef SWIFT_MARIADB_SHIM_H
#define SWIFT_MARIADB_SHIM_H

#include <stddef.h>
#include <string.h>
#include <mysql.h>
#include <errmsg.h>
#include <ma_pvio.h>

/// Sends a command of a prepared statement whose payload is ready, and reads no answer.
///
/// `methods` is only half public. Its entries have had the same signature since 3.1, and the header is compiled against, so a
/// change would show here and nowhere else.
static inline int swift_mariadb_send(MYSQL *mysql, MYSQL_STMT *statement, int command, const char *payload, size_t length) {
    return mysql->methods->db_command(mysql, (enum enum_server_command)command, payload, length, 1, statement);
}

/// Whether nothing stands between packets and the socket, so that `swift_mariadb_write` can be used: TLS and compression do.
static inline int swift_mariadb_writes_plainly(MYSQL *mysql) {
    MARIADB_PVIO *io = mysql->net.pvio;
    return io != NULL && io->ctls == NULL && io->methods->write != NULL && !mysql->net.compress;
}

/// Writes packets that are whole, with their headers, as Connector/C writes its own: it always flushes behind a single command.
/// After a failure nobody knows how much was sent, so the socket is shut down; what has come before can still be read.
static inline int swift_mariadb_write(MYSQL *mysql, const unsigned char *bytes, size_t length) {
    MARIADB_PVIO *io = mysql->net.pvio;
    if (io == NULL) return 1;
    while (length > 0) {
        ssize_t written = io->methods->write(io, bytes, length);
        if (written <= 0) {
            if (io->methods->shutdown != NULL) io->methods->shutdown(io);
            return 1;
        }
        bytes += written;
        length -= (size_t)written;
    }
    return 0;
}

/// Reads the head of the answer to `swift_mariadb_send`; what `mysql_stmt_execute` does after sending.
static inline int swift_mariadb_read_response(MYSQL_STMT *statement) {
    return statement->mysql == NULL ? 1 : statement->mysql->methods->db_read_execute_response(statement);
}

/// Whether two texts of the same length, which is not 0, are the same.
static inline int swift_mariadb_is_same(const char *text, const void *other, size_t length) {
    return memcmp(text, other, length) == 0;
}

/// Whether bytes have come behind the last answer that was read, as far as Connector/C has taken them from the socket.
static inline int swift_mariadb_has_unread(MYSQL *mysql) {
    MARIADB_PVIO *io = mysql->net.pvio;
    return io != NULL && io->cache != NULL && io->cache_pos < io->cache + io->cache_size;
}

#endif
