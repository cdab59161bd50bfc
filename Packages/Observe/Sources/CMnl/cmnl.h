#ifndef CMNL_H
#define CMNL_H

#include <libmnl/libmnl.h>
#include <linux/netlink.h>

#endif
