#define _GNU_SOURCE
#include "clinux.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

int clinux_lock_exclusive(int fd) {
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 0, .l_pid = 0};
  while (fcntl(fd, F_OFD_SETLK, &lock) != 0) {
    if (errno != EINTR) return -errno;
  }
  return 0;
}

int clinux_unlock(int fd) {
  struct flock lock = {.l_type = F_UNLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 0, .l_pid = 0};
  while (fcntl(fd, F_OFD_SETLK, &lock) != 0) {
    if (errno != EINTR) return -errno;
  }
  return 0;
}

int clinux_watch_open(void) {
  int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  return fd < 0 ? -errno : fd;
}

int clinux_watch_file(int watch, const char *path) {
  int id = inotify_add_watch(watch, path, IN_MODIFY | IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB);
  return id < 0 ? -errno : id;
}

int clinux_watch_directory(int watch, const char *path) {
  int id = inotify_add_watch(watch, path, IN_CREATE | IN_MOVED_TO | IN_ONLYDIR);
  return id < 0 ? -errno : id;
}

int clinux_event_open(void) {
  int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  return fd < 0 ? -errno : fd;
}

int clinux_event_signal(int event) {
  uint64_t one = 1;
  while (write(event, &one, sizeof one) < 0) {
    if (errno == EAGAIN) return 0;  // already signalled as often as it can hold
    if (errno != EINTR) return -errno;
  }
  return 0;
}

static volatile sig_atomic_t interruption_event = -1;

static void on_interruption(int number) {
  (void)number;
  int saved = errno;
  clinux_event_signal(interruption_event);
  // Whichever of the two comes next ends the process.
  signal(SIGINT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
  errno = saved;
}

int clinux_interruptions_signal(int event) {
  interruption_event = event;
  struct sigaction action = {.sa_handler = on_interruption, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGINT, &action, NULL) != 0 || sigaction(SIGTERM, &action, NULL) != 0) return -errno;
  return 0;
}

int clinux_watch_wait(int watch, int event, int timeout_milliseconds) {
  struct pollfd fds[2] = {{.fd = watch, .events = POLLIN}, {.fd = event, .events = POLLIN}};
  int ready = poll(fds, 2, timeout_milliseconds);
  if (ready < 0) return errno == EINTR ? 0 : -errno;
  if (ready == 0) return 0;
  if (fds[1].revents != 0) return 2;
  char buffer[4096] __attribute__((aligned(8)));
  for (;;) {
    ssize_t n = read(watch, buffer, sizeof buffer);
    if (n > 0) continue;
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno != EAGAIN) return -errno;
    return 1;
  }
}

int clinux_device(int fd, uint32_t *major_number, uint32_t *minor_number) {
  struct stat status;
  if (fstat(fd, &status) != 0) return -errno;
  *major_number = major(status.st_dev);
  *minor_number = minor(status.st_dev);
  return 0;
}

int clinux_thread_set_nice(int nice) {
  // On Linux a "process" of this call is a thread, and 0 is the calling one.
  return setpriority(PRIO_PROCESS, 0, nice) == 0 ? 0 : -errno;
}

void clinux_heap_grow_in_large_pieces(void) {
#ifdef __GLIBC__
  mallopt(M_TOP_PAD, 64 << 20);
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
  mallopt(M_TRIM_THRESHOLD, 128 << 20);
#endif
}
