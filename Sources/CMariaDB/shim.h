#ifndef SWIFT_MARIADB_SHIM_H
#define SWIFT_MARIADB_SHIM_H

#include <poll.h>
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

/// Whether bytes have come behind the last answer that was read, as far as Connector/C has taken them from the socket.
static inline int swift_mariadb_has_unread(MYSQL *mysql) {
    MARIADB_PVIO *io = mysql->net.pvio;
    return io != NULL && io->cache != NULL && io->cache_pos < io->cache + io->cache_size;
}

/// Waits until the answer to a command that was sent has begun to come, or the socket has ended.
///
/// Connector/C looks for the answer first, finds none, waits, and looks again: one call of the system more for each statement. It goes
/// on doing so where this can not wait: behind TLS, whose bytes may have come already, with compression, with a time-out of its own,
/// and if the wait fails.
///
/// Not behind a `sched_yield`, though among many calls the answer then mostly is there and nobody has to be woken: that is a tenth less
/// on an idle machine, and two and a half times as much beside threads that compute, since it gives them a whole slice of time.
static inline void swift_mariadb_await_answer(MYSQL *mysql) {
    MARIADB_PVIO *io = mysql->net.pvio;
    if (!swift_mariadb_writes_plainly(mysql) || swift_mariadb_has_unread(mysql) || io->timeout[PVIO_READ_TIMEOUT] > 0) return;
    struct pollfd descriptor = {.fd = mysql_get_socket(mysql), .events = POLLIN};
    poll(&descriptor, 1, -1);
}

/// What the client reads of a column: numbers and the lengths of texts, and the texts.
struct swift_mariadb_field {
    struct {
        unsigned long length;
        // Of seven texts; the eighth is 0 and fills up what would lie between these, so that all can be compared at once.
        unsigned int text_lengths[8];
        unsigned int flags, decimals, charset, type;
    } numbers;
    const char *texts[7];
};

static inline void swift_mariadb_read_field(const MYSQL_FIELD *field, struct swift_mariadb_field *parts) {
    MARIADB_CONST_STRING type = {NULL, 0}, format = {NULL, 0};
    if (field->extension != NULL) {
        if (mariadb_field_attr(&type, field, MARIADB_FIELD_ATTR_DATA_TYPE_NAME) != 0) type.length = 0;
        if (mariadb_field_attr(&format, field, MARIADB_FIELD_ATTR_FORMAT_NAME) != 0) format.length = 0;
    }
    *parts = (struct swift_mariadb_field){
        .numbers = {
            .length = field->length,
            .text_lengths = {
                field->name_length, field->org_name_length, field->table_length, field->org_table_length, field->db_length,
                (unsigned int)type.length, (unsigned int)format.length, 0,
            },
            .flags = field->flags, .decimals = field->decimals, .charset = field->charsetnr, .type = field->type,
        },
        .texts = {field->name, field->org_name, field->table, field->org_table, field->db, type.str, format.str},
    };
}

/// Writes one behind the other what the client reads of columns. Returns how many bytes that are; writes none to a null pointer.
static inline size_t swift_mariadb_write_fields(const MYSQL_FIELD *fields, size_t count, unsigned char *bytes) {
    size_t size = 0;
    for (size_t index = 0; index < count; index++) {
        struct swift_mariadb_field field;
        swift_mariadb_read_field(fields + index, &field);
        if (bytes != NULL) memcpy(bytes + size, &field.numbers, sizeof(field.numbers));
        size += sizeof(field.numbers);
        for (int text = 0; text < 7; text++) {
            size_t length = field.texts[text] == NULL ? 0 : field.numbers.text_lengths[text];
            if (bytes != NULL && length > 0) memcpy(bytes + size, field.texts[text], length);
            size += length;
        }
    }
    return size;
}

/// Whether `swift_mariadb_write_fields` would write just these bytes.
static inline int swift_mariadb_are_fields(
    const MYSQL_FIELD *fields, size_t count, const unsigned char *bytes, size_t size
) {
    size_t position = 0;
    for (size_t index = 0; index < count; index++) {
        struct swift_mariadb_field field;
        swift_mariadb_read_field(fields + index, &field);
        if (size - position < sizeof(field.numbers)) return 0;
        if (memcmp(bytes + position, &field.numbers, sizeof(field.numbers)) != 0) return 0;
        position += sizeof(field.numbers);
        for (int text = 0; text < 7; text++) {
            size_t length = field.texts[text] == NULL ? 0 : field.numbers.text_lengths[text];
            if (length == 0) continue;
            if (size - position < length || memcmp(bytes + position, field.texts[text], length) != 0) return 0;
            position += length;
        }
    }
    return position == size;
}

#endif
