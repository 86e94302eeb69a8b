#pragma once
#include <nettle/sha2.h>

/// SHA-256 of a byte and what follows it in two pieces, into the 32 bytes at `digest`. Nothing is allocated.
static inline void cnettle_sha256(uint8_t first, const void *a, size_t a_count, const void *b, size_t b_count,
                                  void *digest) {
  struct sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, 1, &first);
  sha256_update(&context, a_count, (const uint8_t *)a);
  sha256_update(&context, b_count, (const uint8_t *)b);
  sha256_digest(&context, SHA256_DIGEST_SIZE, (uint8_t *)digest);
}
