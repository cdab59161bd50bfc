// The kernel's words for socket diagnosis, which Swift's Glibc module leaves out. No functions, no policy.
#ifndef CINETDIAG_H
#define CINETDIAG_H

#include <linux/inet_diag.h>
#include <linux/sock_diag.h>

#endif
