#ifndef QUIETLY_H
#define QUIETLY_H

#include <errno.h>
#include <unistd.h>

/// close(2) on the way out: errno stays what the caller is to hear about.
__attribute__((unused)) static void close_quietly(int descriptor) {
  const int saved = errno;
  close(descriptor);
  errno = saved;
}

#endif
