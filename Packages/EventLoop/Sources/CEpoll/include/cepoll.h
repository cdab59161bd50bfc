// epoll(7), eventfd(2) and signalfd(2), which Swift's Glibc module leaves out.
#ifndef CEPOLL_H
#define CEPOLL_H

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>

#endif
