#include "cloop.h"

#include "loop.h"
#include <ma_pvio.h>
#include <stdlib.h>
#include <string.h>

enum { together = 100, longest = 128 };

/// Writes a COM_STMT_EXECUTE with its header. Returns its size.
static size_t packet(unsigned char *to, unsigned int statement, long long id, const char *name, size_t length, double amount) {
    // The length and the number; the command; the statement, no cursor, one execution; no NULL; types: BIGINT, text, DOUBLE.
    static const unsigned char head[] = {0, 0, 0, 0, COM_STMT_EXECUTE, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 8, 0, 254, 0, 5, 0};
    memcpy(to, head, sizeof(head));
    memcpy(to + 5, &statement, 4);
    unsigned char *end = to + sizeof(head);
    memcpy(end, &id, 8);
    end[8] = (unsigned char)length;
    memcpy(end + 9, name, length);
    memcpy(end + 9 + length, &amount, 8);
    size_t size = sizeof(head) + 17 + length;
    to[0] = (unsigned char)(size - 4);
    return size;
}

static int send_some(MYSQL *mysql, const unsigned char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = mysql->net.pvio->methods->write(mysql->net.pvio, bytes, length);
        if (written <= 0) return -1;
        bytes += written;
        length -= (size_t)written;
    }
    return 0;
}

static int insert(MYSQL *mysql, MYSQL_STMT *statement, c_rows *rows) {
    unsigned char bytes[together * longest];
    int count = c_rows_count(rows);
    for (int first = 0; first < count; first += together) {
        int last = first + together < count ? first + together : count;
        size_t length = 0;
        for (int i = first; i < last; i++) {
            long long id;
            const char *name;
            unsigned long name_length;
            double amount;
            c_rows_get(rows, i, &id, &name, &name_length, &amount);
            length += packet(bytes + length, (unsigned int)statement->stmt_id, id, name, name_length, amount);
        }
        if (send_some(mysql, bytes, length) != 0) return -2;
        for (int i = first; i < last; i++) {
            if (mysql->methods->db_read_execute_response(statement) != 0) return -3;
        }
    }
    return 0;
}

int c_loop_insert_pipelined(c_loop *loop, c_rows *rows) {
    static const char sql[] = "INSERT INTO inserts (id, name, amount) VALUES (?, ?, ?)";
    MYSQL_STMT *statement = mysql_stmt_init(loop->mysql);
    if (statement == NULL || mysql_stmt_prepare(statement, sql, sizeof(sql) - 1) != 0) return -1;
    int status = mysql_query(loop->mysql, "START TRANSACTION") == 0 ? insert(loop->mysql, statement, rows) : -4;
    mysql_stmt_close(statement);
    return status == 0 && mysql_commit(loop->mysql) != 0 ? -5 : status;
}
