/* What codec-bench does, in C: the peer of `make bench-codec`.

   codec WORK COUNT [FRAME...]   frames in hexadecimal; prints the nanoseconds of processor time that one piece of work took.

   A frame is decoded as far as the project decodes it: every length is compared before anything behind it is read, every
   field of the three headers is kept in the machine's order, the option list is walked to its end and its timestamps are
   kept. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct frame {
  uint8_t destination[6], source[6];
  uint16_t type;
  uint8_t tos, ttl, protocol, ip_count, tcp_count;
  uint16_t total, identification, fragment, ip_checksum;
  uint32_t from, to;
  uint16_t source_port, destination_port, flags, window, checksum, urgent;
  uint32_t sequence, acknowledgment;
  uint8_t ip_options[40], options[40];
  uint8_t option_count;
  bool has_timestamps;
  uint32_t value, echo;
};

static inline uint16_t half(const uint8_t *at) {
  uint16_t value;
  memcpy(&value, at, 2);
  return __builtin_bswap16(value);
}

static inline uint32_t word(const uint8_t *at) {
  uint32_t value;
  memcpy(&value, at, 4);
  return __builtin_bswap32(value);
}

/* Options come in words; for so few a loop is faster than a call of memcpy. */
static inline void copy_words(uint8_t *to, const uint8_t *from, size_t count) {
  for (size_t offset = 0; offset < count; offset += 4) memcpy(to + offset, from + offset, 4);
}

static bool read_options(struct frame *frame) {
  const uint8_t *at = frame->options;
  size_t left = frame->option_count;
  while (left > 0 && at[0] != 0) {
    size_t count = 1;
    if (at[0] != 1) {
      if (left < 2) return false;
      count = at[1];
      if (count < 2 || count > left) return false;
      if (at[0] == 8 && count == 10 && !frame->has_timestamps) {
        frame->has_timestamps = true;
        frame->value = word(at + 2);
        frame->echo = word(at + 6);
      }
    }
    at += count;
    left -= count;
  }
  return true;
}

__attribute__((noinline)) static bool decode(const uint8_t *octets, size_t count, struct frame *frame) {
  if (count < 14) return false;
  memcpy(frame->destination, octets, 6);
  memcpy(frame->source, octets + 6, 6);
  frame->type = half(octets + 12);
  if (frame->type != 0x0800) return false;
  octets += 14, count -= 14;
  if (count < 20 || octets[0] >> 4 != 4) return false;
  size_t header = (octets[0] & 15) * 4;
  if (header < 20 || header > count) return false;
  frame->ip_count = header;
  frame->tos = octets[1];
  frame->total = half(octets + 2);
  if (frame->total < header) return false;
  frame->identification = half(octets + 4);
  frame->fragment = half(octets + 6);
  frame->ttl = octets[8];
  frame->protocol = octets[9];
  frame->ip_checksum = half(octets + 10);
  frame->from = word(octets + 12);
  frame->to = word(octets + 16);
  copy_words(frame->ip_options, octets + 20, header - 20);
  if (frame->protocol != 6 || frame->fragment & 0x1FFF) return false;
  if (count > frame->total) count = frame->total;
  octets += header, count -= header;
  if (count < 20) return false;
  header = (octets[12] >> 4) * 4;
  if (header < 20 || header > count) return false;
  frame->tcp_count = header;
  frame->source_port = half(octets);
  frame->destination_port = half(octets + 2);
  frame->sequence = word(octets + 4);
  frame->acknowledgment = word(octets + 8);
  frame->flags = half(octets + 12) & 0x0FFF;
  frame->window = half(octets + 14);
  frame->checksum = half(octets + 16);
  frame->urgent = half(octets + 18);
  frame->option_count = header - 20;
  copy_words(frame->options, octets + 20, header - 20);
  frame->has_timestamps = false;
  return read_options(frame);
}

static inline uint8_t *put_half(uint8_t *at, uint16_t value) {
  value = __builtin_bswap16(value);
  memcpy(at, &value, 2);
  return at + 2;
}

static inline uint8_t *put_word(uint8_t *at, uint32_t value) {
  value = __builtin_bswap32(value);
  memcpy(at, &value, 4);
  return at + 4;
}

__attribute__((noinline)) static size_t encode(const struct frame *frame, uint8_t *octets, size_t room) {
  size_t count = 14 + frame->ip_count + frame->tcp_count;
  if (count > room) return 0;
  uint8_t *at = octets;
  memcpy(at, frame->destination, 6);
  memcpy(at + 6, frame->source, 6);
  at = put_half(at + 12, frame->type);
  *at++ = 0x40 | frame->ip_count / 4;
  *at++ = frame->tos;
  at = put_half(at, frame->total);
  at = put_half(at, frame->identification);
  at = put_half(at, frame->fragment);
  *at++ = frame->ttl;
  *at++ = frame->protocol;
  at = put_half(at, frame->ip_checksum);
  at = put_word(at, frame->from);
  at = put_word(at, frame->to);
  copy_words(at, frame->ip_options, frame->ip_count - 20);
  at += frame->ip_count - 20;
  at = put_half(at, frame->source_port);
  at = put_half(at, frame->destination_port);
  at = put_word(at, frame->sequence);
  at = put_word(at, frame->acknowledgment);
  at = put_half(at, frame->tcp_count / 4 << 12 | frame->flags);
  at = put_half(at, frame->window);
  at = put_half(at, frame->checksum);
  at = put_half(at, frame->urgent);
  copy_words(at, frame->options, frame->option_count);
  return count;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1e9 + time.tv_nsec;
}

static size_t unhex(const char *text, uint8_t *octets, size_t room) {
  size_t count = 0;
  for (unsigned octet; count < room && sscanf(text + 2 * count, "%2x", &octet) == 1; count++) octets[count] = octet;
  return count;
}

int main(int argc, char **argv) {
  if (argc < 3) return 64;
  const char *work = argv[1];
  long rounds = atol(argv[2]);
  static uint8_t frames[16][256], output[256];
  static struct frame decoded[16];
  size_t counts[16], number = 0, index = 0;
  for (; number < 16 && argv[3 + number]; number++) counts[number] = unhex(argv[3 + number], frames[number], 256);
  uint64_t sum = 0;
  double start = now();
  if (!strcmp(work, "decode")) {
    for (long round = 0; round < rounds; round++) {
      struct frame frame;
      index = index + 1 < number ? index + 1 : 0;
      if (!decode(frames[index], counts[index], &frame)) return 1;
      sum += frame.sequence + frame.value + frame.total + frame.type + frame.window;
    }
  } else if (!strcmp(work, "encode")) {
    for (; index < number; index++)
      if (!decode(frames[index], counts[index], &decoded[index])) return 1;
    index = 0;
    start = now();
    for (long round = 0; round < rounds; round++) {
      index = index + 1 < number ? index + 1 : 0;
      sum += encode(&decoded[index], output, sizeof output);
      sum += output[38];
    }
  } else if (!strncmp(work, "memcpy-", 7)) {
    size_t size = strtoul(work + 7, NULL, 10);
    uint8_t *from = malloc(size), *to = malloc(size);
    memset(from, 0xA5, size);
    memset(to, 0, size);
    start = now();
    for (long round = 0; round < rounds; round++) {
      memcpy(to, from, size);
      /* The copy must be made: what reads it is not known. */
      __asm__ volatile("" : : "r"(to), "r"(from) : "memory");
    }
    sum += to[size - 1];
  } else {
    return 64;
  }
  printf("%.3f %llu\n", (now() - start) / rounds, (unsigned long long)sum);
  return 0;
}
