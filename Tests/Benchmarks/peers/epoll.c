// An echo server as a C programmer writes it: one epoll loop, level-triggered, one recv and one send an echo.
//
//   epoll PORT
//
// What a peer does not read is kept, and the peer is not read until it has gone out. No timeouts, no limits, no report:
// the least that does the work, and so the mark to come near to.
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct connection {
  int descriptor;
  char *owed;
  size_t from, to;
};

static char received[65536] __attribute__((aligned(4096)));
static int loop;

static void end(struct connection *connection) {
  close(connection->descriptor);
  free(connection->owed);
  free(connection);
}

static void wait_for(struct connection *connection, unsigned events) {
  struct epoll_event event = {.events = events, .data.ptr = connection};
  epoll_ctl(loop, EPOLL_CTL_MOD, connection->descriptor, &event);
}

static void settle(struct connection *connection) {
  const ssize_t taken = send(
      connection->descriptor, connection->owed + connection->from, connection->to - connection->from, MSG_NOSIGNAL);
  if (taken < 0) {
    if (errno != EAGAIN) end(connection);
    return;
  }
  connection->from += (size_t)taken;
  if (connection->from < connection->to) return;
  free(connection->owed);
  connection->owed = NULL;
  wait_for(connection, EPOLLIN);
}

static void echo(struct connection *connection) {
  const ssize_t count = recv(connection->descriptor, received, sizeof received, 0);
  if (count < 0 && errno == EAGAIN) return;
  if (count <= 0) {
    end(connection);
    return;
  }
  ssize_t taken = send(connection->descriptor, received, (size_t)count, MSG_NOSIGNAL);
  if (taken == count) return;
  if (taken < 0 && errno != EAGAIN) {
    end(connection);
    return;
  }
  if (taken < 0) taken = 0;
  connection->from = 0;
  connection->to = (size_t)(count - taken);
  connection->owed = malloc(connection->to);
  memcpy(connection->owed, received + taken, connection->to);
  wait_for(connection, EPOLLOUT);
}

static void admit(int listener) {
  for (;;) {
    const int descriptor = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor < 0) return;
    struct connection *connection = calloc(1, sizeof *connection);
    connection->descriptor = descriptor;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
    epoll_ctl(loop, EPOLL_CTL_ADD, descriptor, &event);
  }
}

int main(int count, char **arguments) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const struct sockaddr_in address = {
      .sin_family = AF_INET,
      .sin_port = htons((uint16_t)(count > 1 ? atoi(arguments[1]) : 0)),
      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (bind(listener, (const struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 4096) != 0) {
    perror("epoll");
    return 71;
  }
  loop = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event entry = {.events = EPOLLIN, .data.ptr = NULL};
  epoll_ctl(loop, EPOLL_CTL_ADD, listener, &entry);
  static struct epoll_event events[512];
  for (;;) {
    const int ready = epoll_wait(loop, events, 512, -1);
    for (int index = 0; index < ready; index++) {
      struct connection *connection = events[index].data.ptr;
      if (!connection) admit(listener);
      else if (connection->owed) settle(connection);
      else echo(connection);
    }
  }
}
