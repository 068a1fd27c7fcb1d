#ifndef SWIFT_MARIADB_SHIM_H
#define SWIFT_MARIADB_SHIM_H

#include <stddef.h>
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

/// Reads the head of the answer to `swift_mariadb_send`; what `mysql_stmt_execute` does after sending.
static inline int swift_mariadb_read_response(MYSQL_STMT *statement) {
    return statement->mysql == NULL ? 1 : statement->mysql->methods->db_read_execute_response(statement);
}

/// Whether bytes have come behind the last answer that was read, as far as Connector/C has taken them from the socket.
static inline int swift_mariadb_has_unread(MYSQL *mysql) {
    MARIADB_PVIO *io = mysql->net.pvio;
    return io != NULL && io->cache != NULL && io->cache_pos < io->cache + io->cache_size;
}

#endif
