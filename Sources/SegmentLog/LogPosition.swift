/// A position in the log: contiguous, from 1.
public struct LogPosition: Sendable {}
