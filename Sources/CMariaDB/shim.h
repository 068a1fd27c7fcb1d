#ifndef SWIFT_MARIADB_SHIM_H
#define SWIFT_MARIADB_SHIM_H

#include <mysql.h>
#include <errmsg.h>

#endif
