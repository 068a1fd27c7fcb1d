#include "cloop.h"

#include "loop.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct c_rows {
    int count;
    long long *ids;
    char (*names)[32];
    char **name_pointers;
    unsigned long *lengths;
    double *amounts;
};

c_rows *c_rows_make(int count) {
    c_rows *rows = calloc(1, sizeof(c_rows));
    if (rows == NULL) return NULL;
    rows->count = count;
    rows->ids = calloc(count, sizeof(*rows->ids));
    rows->names = calloc(count, sizeof(*rows->names));
    rows->name_pointers = calloc(count, sizeof(*rows->name_pointers));
    rows->lengths = calloc(count, sizeof(*rows->lengths));
    rows->amounts = calloc(count, sizeof(*rows->amounts));
    if (!rows->ids || !rows->names || !rows->name_pointers || !rows->lengths || !rows->amounts) {
        c_rows_free(rows);
        return NULL;
    }
    for (int i = 0; i < count; i++) {
        rows->ids[i] = i + 1;
        rows->lengths[i] = (unsigned long)snprintf(rows->names[i], sizeof(rows->names[i]), "some text %d", i + 1);
        rows->name_pointers[i] = rows->names[i];
        rows->amounts[i] = (i + 1) * 0.37;
    }
    return rows;
}

void c_rows_free(c_rows *rows) {
    free(rows->ids);
    free(rows->names);
    free(rows->name_pointers);
    free(rows->lengths);
    free(rows->amounts);
    free(rows);
}

int c_rows_count(const c_rows *rows) { return rows->count; }

void c_rows_get(const c_rows *rows, int index, long long *id, const char **name, unsigned long *length, double *amount) {
    *id = rows->ids[index];
    *name = rows->names[index];
    *length = rows->lengths[index];
    *amount = rows->amounts[index];
}

static MYSQL_STMT *prepare(c_loop *loop) {
    static const char sql[] = "INSERT INTO inserts (id, name, amount) VALUES (?, ?, ?)";
    MYSQL_STMT *statement = mysql_stmt_init(loop->mysql);
    if (statement != NULL && mysql_stmt_prepare(statement, sql, sizeof(sql) - 1) != 0) {
        mysql_stmt_close(statement);
        return NULL;
    }
    return statement;
}

static int execute_each(MYSQL_STMT *statement, c_rows *rows) {
    long long id;
    char name[32];
    unsigned long length;
    double amount;
    MYSQL_BIND binds[3];
    memset(binds, 0, sizeof(binds));
    binds[0].buffer_type = MYSQL_TYPE_LONGLONG;
    binds[0].buffer = &id;
    binds[1].buffer_type = MYSQL_TYPE_STRING;
    binds[1].buffer = name;
    binds[1].length = &length;
    binds[2].buffer_type = MYSQL_TYPE_DOUBLE;
    binds[2].buffer = &amount;
    if (mysql_stmt_bind_param(statement, binds) != 0) return -2;
    for (int i = 0; i < rows->count; i++) {
        id = rows->ids[i];
        length = rows->lengths[i];
        memcpy(name, rows->names[i], length);
        amount = rows->amounts[i];
        if (mysql_stmt_execute(statement) != 0) return -3;
    }
    return 0;
}

int c_loop_insert(c_loop *loop, c_rows *rows, int in_transaction) {
    MYSQL_STMT *statement = prepare(loop);
    if (statement == NULL) return -1;
    if (in_transaction && mysql_query(loop->mysql, "START TRANSACTION") != 0) {
        mysql_stmt_close(statement);
        return -4;
    }
    int status = execute_each(statement, rows);
    mysql_stmt_close(statement);
    if (status == 0 && in_transaction && mysql_commit(loop->mysql) != 0) return -5;
    return status;
}

int c_loop_insert_bulk(c_loop *loop, c_rows *rows) {
    MYSQL_BIND binds[3];
    unsigned int size = (unsigned int)rows->count;
    MYSQL_STMT *statement = prepare(loop);
    if (statement == NULL) return -1;
    memset(binds, 0, sizeof(binds));
    binds[0].buffer_type = MYSQL_TYPE_LONGLONG;
    binds[0].buffer = rows->ids;
    binds[1].buffer_type = MYSQL_TYPE_STRING;
    binds[1].buffer = rows->name_pointers;
    binds[1].length = rows->lengths;
    binds[2].buffer_type = MYSQL_TYPE_DOUBLE;
    binds[2].buffer = rows->amounts;
    int status = 0;
    if (mysql_query(loop->mysql, "START TRANSACTION") != 0 || mysql_stmt_attr_set(statement, STMT_ATTR_ARRAY_SIZE, &size) != 0 ||
        mysql_stmt_bind_param(statement, binds) != 0 || mysql_stmt_execute(statement) != 0) {
        status = -2;
    }
    mysql_stmt_close(statement);
    return status == 0 && mysql_commit(loop->mysql) != 0 ? -3 : status;
}

struct lines {
    c_rows *rows;
    int next;
};

static int lines_init(void **state, const char *name, void *user_data) {
    (void)name;
    *state = user_data;
    return 0;
}

static int lines_read(void *state, char *buffer, unsigned int size) {
    struct lines *lines = state;
    unsigned int used = 0;
    while (lines->next < lines->rows->count && size - used > 96) {
        int i = lines->next++;
        used += (unsigned int)snprintf(
            buffer + used, size - used, "%lld\t%s\t%.17g\n", lines->rows->ids[i], lines->rows->names[i], lines->rows->amounts[i]);
    }
    return (int)used;
}

static void lines_end(void *state) { (void)state; }

static int lines_error(void *state, char *message, unsigned int size) {
    (void)state;
    snprintf(message, size, "no error");
    return 0;
}

int c_loop_load_data(c_loop *loop, c_rows *rows) {
    struct lines lines = {.rows = rows, .next = 0};
    mysql_set_local_infile_handler(loop->mysql, lines_init, lines_read, lines_end, lines_error, &lines);
    int status = mysql_query(loop->mysql, "LOAD DATA LOCAL INFILE 'rows' INTO TABLE inserts (id, name, amount)");
    mysql_set_local_infile_default(loop->mysql);
    return status == 0 ? 0 : -1;
}
