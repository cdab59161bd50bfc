#include "cinetdiag.h"
#include <assert.h>

// Swift reads and writes these as whole values; a hole between their fields would make that wrong.
static_assert(sizeof(struct inet_diag_msg) == 72, "inet_diag_msg has no holes");
static_assert(sizeof(struct inet_diag_req) == 60, "inet_diag_req has no holes");
static_assert(sizeof(struct inet_diag_bc_op) == 4, "inet_diag_bc_op has no holes");
