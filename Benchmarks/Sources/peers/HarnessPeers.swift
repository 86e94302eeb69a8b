import Foundation
import SystemPackage

/// The peers of the shared harness, with the modes of its programs that belong to the rows.
enum HarnessPeers {
  /// The peers whose programs are in the folder `programs`. The harness keeps its data beside that folder.
  static func found(in programs: FilePath, timeout: Double) -> [any TrialRunner] {
    let home = programs.removingLastComponent()
    var peers = [
      HarnessPeer(
        .rocksDB,
        commands: modes(
          "p_rocks",
          [
            .singleWriter: "a", .concurrentConditional: "et64", .conditionalBatch: "e1000", .bulk: "c", .replay: "d",
          ]), programs: programs, timeout: timeout),
      HarnessPeer(
        .lz4OneCoreInC, commands: [.replay: ["limits", "L5", "65536"]], programs: programs, timeout: timeout),
    ]
    if let redis = redisServer(home) {
      peers.append(
        HarnessPeer(
          .redis,
          commands: modes(
            "p_redis",
            [
              .singleWriter: "a", .concurrentConditional: "t64", .conditionalBatch: "e1000", .bulk: "c", .replay: "d",
              .tail: "f",
            ]), server: redis, programs: programs, timeout: timeout))
    }
    if let nats = natsServer(home) {
      peers.append(
        HarnessPeer(
          .nats,
          commands: modes("p_nats", [.singleWriter: "a", .bulk: "c", .replay: "d", .tail: "f"]),
          server: nats, programs: programs, timeout: timeout))
    }
    return peers.filter { peer in
      peer.commands.values.allSatisfy { FileManager.default.isExecutableFile(atPath: programs.appending($0[0]).string) }
    }
  }

  private static func modes(_ program: String, _ modes: [Row: String]) -> [Row: [String]] {
    modes.mapValues { [program, $0] }
  }

  /// Redis with every write of its append-only file synced, on the socket that the harness expects.
  private static func redisServer(_ home: FilePath) -> HarnessServer? {
    guard let executable = find("redis-server") else { return nil }
    let socket = home.appending("run/redis.sock").string
    let data = home.appending("data/redis")
    return HarnessServer(
      executable,
      [
        "--port", "0", "--unixsocket", socket, "--dir", data.string, "--appendonly", "yes", "--appendfsync", "always",
        "--save", "", "--auto-aof-rewrite-percentage", "0", "--io-threads", "1",
      ], data: data
    ) { LocalSocket.accepts(unixPath: socket) }
  }

  /// NATS JetStream with every write synced, on the port that the harness expects.
  private static func natsServer(_ home: FilePath) -> HarnessServer? {
    let executable = home.appending("venv/bin/nats-server").string
    guard FileManager.default.isExecutableFile(atPath: executable) else { return nil }
    let configuration = home.appending("run/nats-peers.conf")
    let data = home.appending("data/nats")
    let text = """
      host: 127.0.0.1
      port: \(natsPort)
      jetstream { store_dir: "\(data.string)", sync_interval: always, max_memory_store: 1GB, max_file_store: 20GB }

      """
    guard (try? configuration.write(text)) != nil else { return nil }
    return HarnessServer(executable, ["-c", configuration.string], data: data) {
      LocalSocket.accepts(port: natsPort)
    }
  }

  private static let natsPort: UInt16 = 14_222

  private static func find(_ program: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
