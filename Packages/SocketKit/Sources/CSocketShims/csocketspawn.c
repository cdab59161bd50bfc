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

static const char *const steps[] = {"setns", "dup2", "chdir", "execve"};
enum { step_setns, step_dup2, step_chdir, step_execve };

static void give_up(int report, int step) {
  struct failure failure = {errno, step};
  ssize_t ignored = write(report, &failure, sizeof failure);
  (void)ignored;
  _exit(127);
}

static void become(const struct csocket_spawn_request *request, int report, pid_t parent) {
  if (request->new_session) setsid();
  if (request->death_signal) {
    prctl(PR_SET_PDEATHSIG, request->death_signal);
    if (getppid() != parent) _exit(127); // it ended before prctl could ask to be told
  }
  const int spaces[3] = {request->user_namespace, request->mount_namespace, request->network_namespace};
  for (int i = 0; i < 3; i++)
    if (spaces[i] >= 0 && setns(spaces[i], 0) != 0) give_up(report, step_setns);
  // A credential change by setns clears the death signal.
  if (request->death_signal) prctl(PR_SET_PDEATHSIG, request->death_signal);

  // Sources first move above 2, so that no dup2 overwrites one that a later dup2 needs.
  int source[3];
  for (int i = 0; i < 3; i++) {
    source[i] = request->standard[i];
    if (source[i] >= 0 && source[i] <= 2 && (source[i] = fcntl(source[i], F_DUPFD, 3)) < 0) give_up(report, step_dup2);
  }
  for (int i = 0; i < 3; i++)
    if (source[i] >= 0 && dup2(source[i], i) < 0) give_up(report, step_dup2);
  syscall(SYS_close_range, 3, ~0U, CLOSE_RANGE_CLOEXEC);

  if (request->directory && chdir(request->directory) != 0) give_up(report, step_chdir);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(request->path, request->arguments, request->environment);
  give_up(report, step_execve);
}

int csocket_spawn(const struct csocket_spawn_request *request, const char **step) {
  int report[2];
  *step = "pipe2";
  if (pipe2(report, O_CLOEXEC) != 0) return -1;
  const pid_t parent = getpid();
  *step = "fork";
  const pid_t child = fork();
  if (child < 0) {
    const int saved = errno;
    close(report[0]);
    close(report[1]);
    errno = saved;
    return -1;
  }
  if (child == 0) become(request, report[1], parent);

  close(report[1]);
  struct failure failure;
  ssize_t count;
  do count = read(report[0], &failure, sizeof failure);
  while (count < 0 && errno == EINTR);
  close(report[0]);
  if (count != sizeof failure) return child; // exec closed the pipe
  while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {
  }
  *step = steps[failure.step];
  errno = failure.number;
  return -1;
}

int csocket_wait(int pid, int block, int *status, int *signal) {
  siginfo_t info;
  memset(&info, 0, sizeof info);
  int result;
  do result = waitid(P_PID, (id_t)pid, &info, WEXITED | (block ? 0 : WNOHANG));
  while (result != 0 && errno == EINTR);
  if (result != 0) return -1;
  if (info.si_pid == 0) return 0;
  *status = info.si_code == CLD_EXITED ? info.si_status : -1;
  *signal = info.si_code == CLD_EXITED ? -1 : info.si_status;
  return 1;
}
