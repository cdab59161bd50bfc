#define _GNU_SOURCE
#include "csocketspawn.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct failure {
  int number;
  int step;
};

static const char *const steps[] = {"prctl", "setns", "dup2", "close_range", "chdir", "execve"};
enum { step_prctl, step_setns, step_dup2, step_close_range, step_chdir, step_execve };

static void give_up(int report, int step) {
  struct failure failure = {errno, step};
  ssize_t ignored = write(report, &failure, sizeof failure);
  (void)ignored;
  _exit(127);
}

// From here to execve only calls of signal-safety(7) and bare system calls: in this copy of the parent a thread that
// is gone may hold any lock.

static void enter_namespaces(const struct csocket_spawn_request *request, int report) {
  // The user namespace first: it gives the capabilities that the others ask for.
  const int spaces[3] = {request->user_namespace, request->mount_namespace, request->network_namespace};
  for (int i = 0; i < 3; i++)
    if (spaces[i] >= 0 && setns(spaces[i], 0) != 0) give_up(report, step_setns);
}

static void arrange_descriptors(const struct csocket_spawn_request *request, int report) {
  const int count = request->descriptor_count;
  // Sources first move above those to be filled, so that no dup2 overwrites one that a later dup2 needs.
  int source[csocket_most_descriptors];
  for (int i = 0; i < count; i++) {
    source[i] = request->descriptors[i];
    if (source[i] < 0 || source[i] >= count) continue;
    if ((source[i] = fcntl(source[i], F_DUPFD, count)) < 0) give_up(report, step_dup2);
  }
  for (int i = 0; i < count; i++)
    if (source[i] >= 0 && dup2(source[i], i) < 0) give_up(report, step_dup2);
  // Marked, not closed: the report still has to say why execve failed.
  if (syscall(SYS_close_range, count, ~0U, CLOSE_RANGE_CLOEXEC) != 0) give_up(report, step_close_range);
}

static void become(const struct csocket_spawn_request *request, int report, pid_t parent) {
  if (request->new_session) setsid();
  enter_namespaces(request, report);
  // After setns, because a change of credentials clears the death signal.
  if (request->death_signal) {
    if (prctl(PR_SET_PDEATHSIG, request->death_signal) != 0) give_up(report, step_prctl);
    if (getppid() != parent) _exit(127); // it ended before prctl could ask to be told
  }
  arrange_descriptors(request, report);
  if (request->directory && chdir(request->directory) != 0) give_up(report, step_chdir);
  // execve would do this for handlers, but not for what is ignored.
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(request->path, request->arguments, request->environment);
  give_up(report, step_execve);
}

/// pipe2(2) whose ends lie above the descriptors that the child is about to fill.
static int open_report(int report[2], int count) {
  int low[2];
  if (pipe2(low, O_CLOEXEC) != 0) return -1;
  for (int i = 0; i < 2; i++) report[i] = fcntl(low[i], F_DUPFD_CLOEXEC, count);
  const int saved = errno;
  close(low[0]);
  close(low[1]);
  if (report[0] >= 0 && report[1] >= 0) return 0;
  for (int i = 0; i < 2; i++)
    if (report[i] >= 0) close(report[i]);
  errno = saved;
  return -1;
}

/// fork(2) with all signals held back in the child: no handler of the parent may run in it.
static pid_t fork_unsignalled(void) {
  sigset_t all, ours;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &ours);
  const pid_t child = fork();
  if (child == 0) return 0;
  const int saved = errno;
  pthread_sigmask(SIG_SETMASK, &ours, NULL);
  errno = saved;
  return child;
}

/// Returns 1 with the failure when the child could not become the program, 0 when it did: execve closed the pipe.
static int read_report(int report, struct failure *failure) {
  ssize_t count;
  do count = read(report, failure, sizeof *failure);
  while (count < 0 && errno == EINTR);
  return count == sizeof *failure;
}

int csocket_spawn(const struct csocket_spawn_request *request, const char **step) {
  int report[2];
  *step = "pipe2";
  if (open_report(report, request->descriptor_count) != 0) return -1;
  const pid_t parent = getpid();
  *step = "fork";
  const pid_t child = fork_unsignalled();
  if (child == 0) become(request, report[1], parent);
  const int saved = errno;
  close(report[1]);
  struct failure failure = {saved, -1};
  const int failed = child < 0 || read_report(report[0], &failure);
  close(report[0]);
  if (!failed) return child;
  if (child > 0) {
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {
    }
    *step = steps[failure.step];
  }
  errno = failure.number;
  return -1;
}

int csocket_wait(int descriptor, int block, int *status, int *signal) {
  siginfo_t info;
  memset(&info, 0, sizeof info);
  if (waitid(P_PIDFD, (id_t)descriptor, &info, WEXITED | (block ? 0 : WNOHANG)) != 0) return -1;
  if (info.si_pid == 0) return 0;
  *status = info.si_code == CLD_EXITED ? info.si_status : -1;
  *signal = info.si_code == CLD_EXITED ? -1 : info.si_status;
  return 1;
}

void csocket_end(int pid) {
  kill(pid, SIGKILL);
  while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
  }
}
