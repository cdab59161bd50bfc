#define _GNU_SOURCE
#include "csocketshims.h"
#include "quietly.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/if_ether.h>
#include <linux/if_tun.h>
#include <linux/tcp.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

const char *csocket_error_name(int number) { return strerrorname_np(number); }
const char *csocket_error_description(int number) { return strerrordesc_np(number); }

const char *csocket_signal_name(int number) { return sigabbrev_np(number); }

int csocket_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int csocket_message_pair(int ends[2]) {
  return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends);
}

int csocket_memory(const char *name) { return memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING); }
const int csocket_fixed_size = F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL;
int csocket_seal(int descriptor) { return fcntl(descriptor, F_ADD_SEALS, csocket_fixed_size); }
int csocket_seals(int descriptor) { return fcntl(descriptor, F_GET_SEALS); }

int64_t csocket_load(const int64_t *counter) { return __atomic_load_n(counter, __ATOMIC_RELAXED); }
void csocket_store(int64_t *counter, int64_t value) { __atomic_store_n(counter, value, __ATOMIC_RELAXED); }

int csocket_processors(void) {
  cpu_set_t allowed;
  return sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : -1;
}

int csocket_pin(int place) {
  cpu_set_t allowed, one;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return -1;
  for (int number = 0; number < CPU_SETSIZE; number++) {
    if (!CPU_ISSET(number, &allowed) || place-- > 0) continue;
    CPU_ZERO(&one);
    CPU_SET(number, &one);
    return sched_setaffinity(0, sizeof one, &one);
  }
  errno = EINVAL;
  return -1;
}

void csocket_set_name(const char *name) { prctl(PR_SET_NAME, name); }

int csocket_accept(int descriptor, void *address, unsigned *length) {
  return accept4(descriptor, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

const int csocket_new_user = CLONE_NEWUSER, csocket_new_network = CLONE_NEWNET, csocket_new_mount = CLONE_NEWNS;
int csocket_unshare(int flags) { return unshare(flags); }
int csocket_setns(int descriptor, int flags) { return setns(descriptor, flags); }
int csocket_exchange(const char *path, const char *other) {
  return renameat2(AT_FDCWD, path, AT_FDCWD, other, RENAME_EXCHANGE);
}

int csocket_pidfd_open(int pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }
int csocket_pidfd_signal(int descriptor, int signal) {
  return (int)syscall(SYS_pidfd_send_signal, descriptor, signal, NULL, 0);
}

static void name_request(struct ifreq *request, const char *name) {
  memset(request, 0, sizeof *request);
  strncpy(request->ifr_name, name, IFNAMSIZ - 1);
}

int csocket_tap(char name[16], int with_virtio_header) {
  const int descriptor = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return -1;
  struct ifreq request;
  name_request(&request, name);
  request.ifr_flags = IFF_TAP | IFF_NO_PI | (with_virtio_header ? IFF_VNET_HDR : 0);
  if (ioctl(descriptor, TUNSETIFF, &request) == 0) {
    memcpy(name, request.ifr_name, IFNAMSIZ);
    return descriptor;
  }
  close_quietly(descriptor);
  return -1;
}

int csocket_tap_offload(int descriptor, int is_offered) {
  return ioctl(descriptor, TUNSETOFFLOAD, is_offered ? TUN_F_CSUM | TUN_F_TSO4 : 0);
}

/// One interface ioctl on a socket of its own.
static int interface_call(unsigned long call, struct ifreq *request) {
  const int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  const int result = ioctl(descriptor, call, request);
  close_quietly(descriptor);
  return result;
}

int csocket_interface_index(const char *name) {
  struct ifreq request;
  name_request(&request, name);
  return interface_call(SIOCGIFINDEX, &request) == 0 ? request.ifr_ifindex : -1;
}

int csocket_interface_hardware_address(const char *name, uint8_t address[6]) {
  struct ifreq request;
  name_request(&request, name);
  const int result = interface_call(SIOCGIFHWADDR, &request);
  if (result == 0) memcpy(address, request.ifr_hwaddr.sa_data, 6);
  return result;
}

int csocket_interface_mtu(const char *name) {
  struct ifreq request;
  name_request(&request, name);
  return interface_call(SIOCGIFMTU, &request) == 0 ? request.ifr_mtu : -1;
}

int csocket_interface_up(const char *name) {
  struct ifreq request;
  name_request(&request, name);
  if (interface_call(SIOCGIFFLAGS, &request) != 0) return -1;
  request.ifr_flags |= IFF_UP;
  return interface_call(SIOCSIFFLAGS, &request);
}

int csocket_interface_running(const char *name) {
  struct ifreq request;
  name_request(&request, name);
  if (interface_call(SIOCGIFFLAGS, &request) != 0) return -1;
  return (request.ifr_flags & IFF_RUNNING) != 0;
}

int csocket_tcp_info(int descriptor, struct csocket_tcp_info *info) {
  struct tcp_info kernel;
  memset(&kernel, 0, sizeof kernel); // an older kernel fills less
  socklen_t length = sizeof kernel;
  if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &kernel, &length) != 0) return -1;
  // Ours is the front of the kernel's, which only ever grows at its end.
  memcpy(info, &kernel, sizeof *info);
  return 0;
}

_Static_assert(
    offsetof(struct csocket_tcp_info, delivery_rate) == offsetof(struct tcp_info, tcpi_delivery_rate) &&
        offsetof(struct csocket_tcp_info, rtt_us) == offsetof(struct tcp_info, tcpi_rtt) &&
        offsetof(struct csocket_tcp_info, pacing_rate) == offsetof(struct tcp_info, tcpi_pacing_rate),
    "csocket_tcp_info is the front of struct tcp_info");
