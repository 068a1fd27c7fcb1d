#include "cloop.h"

#include "loop.h"
#include <stdlib.h>
#include <string.h>

static void bind_column(MYSQL_BIND *bind, enum enum_field_types type, void *buffer, unsigned long size, unsigned long *length) {
    bind->buffer_type = type;
    bind->buffer = buffer;
    bind->buffer_length = size;
    bind->length = length;
}

int64_t c_loop_rows(c_loop *loop, const char *sql, int stored, double *sum) {
    long long a, b;
    double d;
    char text[256];
    unsigned long lengths[4];
    MYSQL_BIND binds[4];
    int64_t rows = 0;
    int status;
    MYSQL_STMT *statement = mysql_stmt_init(loop->mysql);
    if (statement == NULL) return -1;
    memset(binds, 0, sizeof(binds));
    bind_column(&binds[0], MYSQL_TYPE_LONGLONG, &a, sizeof(a), &lengths[0]);
    bind_column(&binds[1], MYSQL_TYPE_LONGLONG, &b, sizeof(b), &lengths[1]);
    bind_column(&binds[2], MYSQL_TYPE_STRING, text, sizeof(text), &lengths[2]);
    bind_column(&binds[3], MYSQL_TYPE_DOUBLE, &d, sizeof(d), &lengths[3]);
    *sum = 0;
    if (mysql_stmt_prepare(statement, sql, strlen(sql)) != 0 || mysql_stmt_execute(statement) != 0 ||
        mysql_stmt_bind_result(statement, binds) != 0 || (stored && mysql_stmt_store_result(statement) != 0)) {
        mysql_stmt_close(statement);
        return -2;
    }
    while ((status = mysql_stmt_fetch(statement)) == 0) {
        *sum += (double)a + (double)b + (double)lengths[2] + d;
        rows++;
    }
    mysql_stmt_close(statement);
    return status == MYSQL_NO_DATA ? rows : -3;
}

int64_t c_loop_rows_text(c_loop *loop, const char *sql, int stored, double *sum) {
    int64_t rows = 0;
    MYSQL_ROW row;
    *sum = 0;
    if (mysql_real_query(loop->mysql, sql, strlen(sql)) != 0) return -1;
    MYSQL_RES *result = stored ? mysql_store_result(loop->mysql) : mysql_use_result(loop->mysql);
    if (result == NULL) return -2;
    while ((row = mysql_fetch_row(result)) != NULL) {
        unsigned long *lengths = mysql_fetch_lengths(result);
        *sum += (double)strtoll(row[0], NULL, 10) + (double)strtoll(row[1], NULL, 10) + (double)lengths[2] + strtod(row[3], NULL);
        rows++;
    }
    mysql_free_result(result);
    return mysql_errno(loop->mysql) == 0 ? rows : -3;
}
