// The kernel's side of `make bench-stack`: a server by epoll, and clients that measure one second after another.
//
//   stream serve PORT sink|source|echo
//   stream send|receive|rounds|openings ADDRESS PORT SECONDS
//
// A client writes one number: octets a second that the peer acknowledged (send) or that came (receive), questions of one
// octet that were answered a second (rounds), or connections a second that were opened, asked and closed (openings). The
// first fifth of the time does not count for streams.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { chunk_octets = 128 << 10, patience_seconds = 5 };
static char chunk[chunk_octets];

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

static struct sockaddr_in place(const char *address, const char *port) {
  struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons(atoi(port))};
  if (inet_pton(AF_INET, address, &place.sin_addr) != 1) fail(address);
  return place;
}

static void send_at_once(int descriptor) {
  const int yes = 1;
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

/// What a server does with a connection that is ready. False when it is over.
static int serve(int descriptor, char mode, uint32_t events) {
  if (mode == 'o' && events & EPOLLOUT && write(descriptor, chunk, chunk_octets) < 0 && errno != EAGAIN) return 0;
  if (!(events & (EPOLLIN | EPOLLHUP | EPOLLERR))) return 1;
  const ssize_t count = read(descriptor, chunk, chunk_octets);
  if (count < 0) return errno == EAGAIN;
  if (count > 0 && mode == 'c') return write(descriptor, chunk, count) == count;
  return count > 0;
}

static void run_server(const char *port, const char *service) {
  // s(i)nk, s(o)urce, e(c)ho: their second letters differ.
  const char mode = service[1];
  const int yes = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), poller = epoll_create1(0);
  struct sockaddr_in here = place("0.0.0.0", port);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(listener, (void *)&here, sizeof here) || listen(listener, 1024)) fail("listen");
  struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, ready[64];
  epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    const int count = epoll_wait(poller, ready, 64, -1);
    for (int index = 0; index < count; index++) {
      const int descriptor = ready[index].data.fd;
      if (descriptor != listener) {
        if (!serve(descriptor, mode, ready[index].events)) close(descriptor);
        continue;
      }
      event.data.fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
      if (event.data.fd < 0) continue;
      send_at_once(event.data.fd);
      event.events = mode == 'o' ? EPOLLIN | EPOLLOUT : EPOLLIN;
      epoll_ctl(poller, EPOLL_CTL_ADD, event.data.fd, &event);
    }
  }
}

static int dial(const struct sockaddr_in *there) {
  const struct timeval patience = {.tv_sec = patience_seconds};
  const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
  send_at_once(descriptor);
  setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (connect(descriptor, (const void *)there, sizeof *there)) fail("connect");
  return descriptor;
}

static uint64_t acknowledged(int descriptor) {
  struct tcp_info info = {0};
  socklen_t size = sizeof info;
  getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size);
  return info.tcpi_bytes_acked;
}

static double stream(const struct sockaddr_in *there, int sends, double seconds) {
  const int descriptor = dial(there);
  const double start = now();
  double since = 0, time;
  uint64_t came = 0, before = 0;
  while ((time = now()) < start + seconds) {
    const ssize_t count = sends ? write(descriptor, chunk, chunk_octets) : read(descriptor, chunk, chunk_octets);
    if (count <= 0) fail("stream");
    came += count;
    if (since == 0 && time > start + seconds / 5) {
      since = time;
      before = sends ? acknowledged(descriptor) : came;
    }
  }
  return ((sends ? acknowledged(descriptor) : came) - before) / (now() - since);
}

static void ask(int descriptor) {
  if (write(descriptor, chunk, 1) != 1 || read(descriptor, chunk, 1) != 1) fail("ask");
}

static double rounds(const struct sockaddr_in *there, double seconds) {
  const int descriptor = dial(there);
  const double start = now();
  uint64_t count = 0;
  for (; now() < start + seconds; count++) ask(descriptor);
  return count / (now() - start);
}

static double openings(const struct sockaddr_in *there, double seconds) {
  const double start = now();
  uint64_t count = 0;
  for (; now() < start + seconds; count++) {
    const int descriptor = dial(there);
    ask(descriptor);
    close(descriptor);
  }
  return count / (now() - start);
}

int main(int count, char **words) {
  signal(SIGPIPE, SIG_IGN);
  if (count == 4 && strcmp(words[1], "serve") == 0) run_server(words[2], words[3]);
  if (count != 5) return 64;
  const struct sockaddr_in there = place(words[2], words[3]);
  const double seconds = atof(words[4]);
  const char mode = words[1][0];
  printf("%.1f\n", mode == 's'   ? stream(&there, 1, seconds)
                   : words[1][1] == 'e' ? stream(&there, 0, seconds)
                   : mode == 'r' ? rounds(&there, seconds)
                                 : openings(&there, seconds));
  return 0;
}
