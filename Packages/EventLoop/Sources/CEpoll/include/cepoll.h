// epoll(7), eventfd(2), signalfd(2) and timerfd_create(2), which Swift's Glibc module leaves out.
#ifndef CEPOLL_H
#define CEPOLL_H

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>

#endif
