// An echo server on libuv, as its guide shows the library's use: a buffer for each write, freed when it is done.
//
//   libuv PORT
#include <stdio.h>
#include <stdlib.h>
#include <uv.h>

static char received[65536];

static void lend(uv_handle_t *handle, size_t wanted, uv_buf_t *buffer) {
  (void)handle, (void)wanted;
  *buffer = uv_buf_init(received, sizeof received);
}

static void gone(uv_handle_t *handle) { free(handle); }

struct answer {
  uv_write_t request;
  char octets[];
};

static void written(uv_write_t *request, int status) {
  uv_stream_t *stream = request->handle;
  free(request->data);
  if (status < 0 && !uv_is_closing((uv_handle_t *)stream)) uv_close((uv_handle_t *)stream, gone);
}

static void arrived(uv_stream_t *stream, ssize_t count, const uv_buf_t *buffer) {
  if (count == 0) return;
  if (count < 0) {
    uv_close((uv_handle_t *)stream, gone);
    return;
  }
  uv_buf_t answer = uv_buf_init(buffer->base, (unsigned)count);
  int taken = uv_try_write(stream, &answer, 1);
  if (taken == count) return;
  if (taken < 0) taken = 0;
  struct answer *rest = malloc(sizeof *rest + (size_t)(count - taken));
  for (ssize_t index = taken; index < count; index++) rest->octets[index - taken] = buffer->base[index];
  rest->request.data = rest;
  answer = uv_buf_init(rest->octets, (unsigned)(count - taken));
  uv_write(&rest->request, stream, &answer, 1, written);
}

static void admit(uv_stream_t *listener, int status) {
  if (status < 0) return;
  uv_tcp_t *connection = malloc(sizeof *connection);
  uv_tcp_init(listener->loop, connection);
  if (uv_accept(listener, (uv_stream_t *)connection) != 0) {
    uv_close((uv_handle_t *)connection, gone);
    return;
  }
  uv_tcp_nodelay(connection, 1);
  uv_read_start((uv_stream_t *)connection, lend, arrived);
}

int main(int count, char **arguments) {
  struct sockaddr_in address;
  uv_tcp_t listener;
  uv_tcp_init(uv_default_loop(), &listener);
  uv_ip4_addr("127.0.0.1", count > 1 ? atoi(arguments[1]) : 0, &address);
  if (uv_tcp_bind(&listener, (const struct sockaddr *)&address, 0) != 0 ||
      uv_listen((uv_stream_t *)&listener, 4096, admit) != 0) {
    fputs("libuv: cannot listen\n", stderr);
    return 71;
  }
  return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
