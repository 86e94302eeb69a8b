#pragma once
#include <stdint.h>

// What Swift cannot call or be itself: variadic fcntl with open-file-description locks,
// the inotify structures, a signal handler, and settings of malloc. What can fail returns a value >= 0, or -errno.

/// Takes an exclusive open-file-description lock on the whole file without waiting.
/// -EAGAIN: another open description holds it. Closing the descriptor releases it.
int clinux_lock_exclusive(int fd);

/// Releases the lock, also where a child that is being started still shares the open description.
int clinux_unlock(int fd);

/// Opens an inotify descriptor (close-on-exec, non-blocking).
int clinux_watch_open(void);
/// Watches a file for being modified, replaced or removed.
int clinux_watch_file(int watch, const char *path);
/// Watches a directory for files created in it or renamed into it.
int clinux_watch_directory(int watch, const char *path);
/// Opens an event descriptor that interrupts `clinux_watch_wait`.
int clinux_event_open(void);
/// Makes the event descriptor readable for good.
int clinux_event_signal(int event);
/// From its return on, the first SIGINT and the first SIGTERM signal the event descriptor instead of ending the
/// process; a second one ends it. The descriptor stays open for the life of the process.
int clinux_interruptions_signal(int event);
/// Waits for a change: 1 changed, 0 time-out, 2 interrupted by `event`. Drains what it saw.
/// A negative time-out waits without limit.
int clinux_watch_wait(int watch, int event, int timeout_milliseconds);

/// The device number of a file as major and minor.
int clinux_device(int fd, uint32_t *major_number, uint32_t *minor_number);
/// Sets the nice value of the calling thread alone: 0 as usual, 19 for work that yields to everything else.
int clinux_thread_set_nice(int nice);

/// Has malloc take heaps from the system 64 MiB at a time, and give back only what is at least as much (mallopt: the
/// first of these settings switches off that glibc adapts the other two by itself). Does nothing with another libc.
void clinux_heap_grow_in_large_pieces(void);
