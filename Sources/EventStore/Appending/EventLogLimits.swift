/// The limits of an event log, each with its reason.
public enum EventLogLimits {
  /// Events in one append. All of one append are in one commit, whose decompressed size has a limit of its own.
  public static let eventsPerAppend = 65_536
  /// Bytes of records in one append: half of what one commit may hold.
  public static let bytesPerAppend = 32 << 20
  /// Bytes of records that may wait to be written. At the slowest disk that is worth having (20 MB/s) an append at
  /// the end of the queue waits about three seconds; more would only hide an overload.
  public static let queuedBytes = 64 << 20
  /// Appends that may wait to be written: a waiting append costs about 500 bytes beside its records.
  public static let queuedAppends = 100_000
  /// Bytes of records that one commit gathers. Larger commits no longer raise throughput; they delay the first append
  /// among them, and until they are packed who reads one record decompresses the whole commit.
  public static let bytesPerCommit = 1 << 20
  /// Bytes of records that whoever completes a group of writers encodes for all of them: what compression takes about
  /// 100 microseconds for. More is left to the committer, up to a full commit: where so much waits, nobody is in a hurry
  /// for his own append.
  public static let bytesEncodedAhead = 64 << 10
  /// Large commits that are being encoded or stored at a time, each in some 2.5 MiB of memory: so many that the disk and
  /// every core have one while another waits for its turn.
  public static let commitsInMaking = 6
  /// Actions of a bulk load that are being prepared, or are prepared and wait for one before them: so many that no core
  /// waits while another compresses a commit.
  public static let preparedAhead = 32
  /// The events in those actions, unless one action has more.
  public static let eventsPreparedAhead = 32_768
  /// Appends of a bulk load that wait to be durable: those of several commits, of a thousand events each.
  public static let loadedAppendsInFlight = 96
  /// Failed writes whose outcome is kept for those who ask late: more than can fail between a sequencing and the
  /// question that follows it at once.
  public static let rememberedRollbacks = 1_024
  /// Bytes of decoded blocks that reads by position keep: about a thousand blocks of a packed segment.
  public static let cachedBytes = 64 << 20
  /// Checked pages of tag files that look-ups keep, of 4 KiB each: what a few hundred entities need that are asked for
  /// again and again.
  public static let cachedTagPages = 2_048
  /// Bytes of tag filters of closed segments that stay in memory: those of some fifty million distinct tags. The oldest
  /// segments' filters beyond that are read from their files, at a page or two a question.
  public static let residentFilterBytes = 64 << 20
  /// Closed segments whose filters a decision asks in its turn whether an id is new: each costs about a tenth of a
  /// microsecond, and everybody else waits. In longer logs new ids are looked up outside the turn, as others are.
  public static let filtersAskedInTurn = 64
  /// Models that the command handler keeps warm. A model of one order is about 1 KiB.
  public static let warmModels = 50_000
  /// How often one command is decided again because its ground moved, before the caller is told.
  public static let decisionAttempts = 16
  /// How often one attempt at a decision reads models: a second time those that the first told of, and once more if
  /// something was evicted meanwhile. Beyond that the attempt begins anew.
  public static let readingRounds = 3
  /// Events that a policy answers at the same time: enough to share commits, little enough that an answer that is given
  /// again after a crash costs nothing.
  public static let policyBatch = 256
  /// Answers that a policy may give again after a crash, because its checkpoint is written this seldom.
  public static let policyCheckpointInterval: UInt64 = 10_000
  /// How often a policy tries again when the log is overloaded or contended, before it ends.
  public static let policyAttempts = 16
  /// Events that a fold takes in while it holds a read model's lock, so that readers wait microseconds.
  public static let eventsPerFold = 256
  /// Threads that a replay uses at most; each holds a piece of about a MiB. Beyond some, they wait for each other where
  /// they fold in order.
  public static let foldingThreads = 8
}
