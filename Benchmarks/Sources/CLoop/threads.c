#include "cloop.h"

#include "loop.h"
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

struct share {
    pthread_t thread;
    c_loop *loop;
    int first, count;
    atomic_int *left;
    int64_t done;
};

static int64_t read_points(MYSQL_STMT *statement, const struct share *share) {
    static const char sql[] = "SELECT name FROM points WHERE id = ?";
    long long id;
    char text[64];
    unsigned long length;
    MYSQL_BIND parameter, column;
    int64_t done = 0;
    memset(&parameter, 0, sizeof(parameter));
    memset(&column, 0, sizeof(column));
    parameter.buffer_type = MYSQL_TYPE_LONGLONG;
    parameter.buffer = &id;
    column.buffer_type = MYSQL_TYPE_STRING;
    column.buffer = text;
    column.buffer_length = sizeof(text);
    column.length = &length;
    if (mysql_stmt_prepare(statement, sql, sizeof(sql) - 1) != 0 || mysql_stmt_bind_param(statement, &parameter) != 0 ||
        mysql_stmt_bind_result(statement, &column) != 0) {
        return -2;
    }
    for (int i = 0; i < share->count; i++) {
        id = (share->first + i) % 10000 + 1;
        if (mysql_stmt_execute(statement) != 0 || mysql_stmt_store_result(statement) != 0) return -3;
        if (mysql_stmt_fetch(statement) != 0 || length == 0) return -4;
        mysql_stmt_free_result(statement);
        done++;
    }
    return done;
}

static void *point_reader(void *argument) {
    struct share *share = argument;
    MYSQL_STMT *statement = mysql_stmt_init(share->loop->mysql);
    share->done = statement == NULL ? -1 : read_points(statement, share);
    if (statement != NULL) mysql_stmt_close(statement);
    return NULL;
}

static void *waiter(void *argument) {
    static const char sql[] = "SELECT SLEEP(0.01)";
    struct share *share = argument;
    while (atomic_fetch_sub(share->left, 1) > 0) {
        if (mysql_real_query(share->loop->mysql, sql, sizeof(sql) - 1) != 0) goto failed;
        MYSQL_RES *result = mysql_store_result(share->loop->mysql);
        if (result == NULL) goto failed;
        mysql_free_result(result);
        share->done++;
    }
    return NULL;
failed:
    share->done = -1;
    return NULL;
}

static int64_t run(void *(*body)(void *), c_loop *const *loops, int connections, int count) {
    struct share shares[512];
    atomic_int left = count;
    int started = 0;
    int64_t done = 0;
    if (connections > 512) return -10;
    for (; started < connections; started++) {
        int first = (int)((int64_t)count * started / connections), next = (int)((int64_t)count * (started + 1) / connections);
        shares[started] = (struct share){.loop = loops[started], .first = first, .count = next - first, .left = &left};
        if (pthread_create(&shares[started].thread, NULL, body, &shares[started]) != 0) break;
    }
    for (int i = 0; i < started; i++) {
        pthread_join(shares[i].thread, NULL);
        done = shares[i].done < 0 || done < 0 ? -11 : done + shares[i].done;
    }
    return started == connections ? done : -12;
}

int64_t c_loop_point_reads(c_loop *const *loops, int connections, int count) { return run(point_reader, loops, connections, count); }

int64_t c_loop_waiting(c_loop *const *loops, int connections, int count) { return run(waiter, loops, connections, count); }
