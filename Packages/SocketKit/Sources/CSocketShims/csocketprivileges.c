#define _GNU_SOURCE
#include "csocketshims.h"
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// Each set comes in two words: the lower half of the numbers, and the upper.
enum { lower, upper, words };

static uint64_t joined(uint32_t low, uint32_t high) { return (uint64_t)high << 32 | low; }

int csocket_capget(struct csocket_capabilities *sets) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct data[words];
  if (syscall(SYS_capget, &header, data) != 0) return -1;
  sets->effective = joined(data[lower].effective, data[upper].effective);
  sets->permitted = joined(data[lower].permitted, data[upper].permitted);
  sets->inheritable = joined(data[lower].inheritable, data[upper].inheritable);
  return 0;
}

int csocket_capset(const struct csocket_capabilities *sets) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct data[words] = {
      [lower] = {(uint32_t)sets->effective, (uint32_t)sets->permitted, (uint32_t)sets->inheritable},
      [upper] = {
          (uint32_t)(sets->effective >> 32), (uint32_t)(sets->permitted >> 32), (uint32_t)(sets->inheritable >> 32)}};
  return (int)syscall(SYS_capset, &header, data);
}

int csocket_no_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }
