// Starting a child process in other namespaces, with its descriptors and signals set before it runs.
#ifndef CSOCKETSPAWN_H
#define CSOCKETSPAWN_H

/// Descriptors a child may be given: a number on the stack of a forked child, where nothing can be allocated.
enum { csocket_most_descriptors = 16 };

/// What the child is to be. All pointers stay the caller's.
struct csocket_spawn_request {
  const char *path;          ///< absolute, or searched in PATH by the caller
  char *const *arguments;    ///< argv, NULL at the end
  char *const *environment;  ///< envp, NULL at the end
  const char *directory;     ///< chdir there first, or NULL
  const int *descriptors;    ///< what becomes 0, 1, 2, …; −1 leaves ours, and is for the first three
  int descriptor_count;      ///< 3 ... csocket_most_descriptors
  int user_namespace;        ///< descriptors to setns(2) into, in this order; −1 for none
  int mount_namespace;
  int network_namespace;
  int death_signal;          ///< the child gets it when the calling thread ends; 0 for none
  int new_session;           ///< setsid(2): Ctrl-C on our terminal is ours alone
};

/// Forks and executes. Every descriptor that is not named is closed in the child; signals are unblocked and at their
/// defaults.
///
/// Returns the pid, or −1 with errno; then `step` is the call that failed ("execve", "setns", …) and no child is left.
int csocket_spawn(const struct csocket_spawn_request *request, const char **step);

/// waitid(2) for the child that pidfd_open(2) gave `descriptor` for. Returns 1 when it ended (then exactly one of
/// `status` and `signal` is not −1), 0 when it has not and `block` is 0, −1 with errno.
int csocket_wait(int descriptor, int block, int *status, int *signal);

/// Kills and reaps a child that no descriptor could be had for.
void csocket_end(int pid);

#endif
