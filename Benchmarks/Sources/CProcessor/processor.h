#pragma once

/// Has the processor fetch what lies at an address, and goes on without waiting for it.
static inline void processor_prefetch(const void *address) { __builtin_prefetch(address); }
