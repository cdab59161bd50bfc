/// What is set in a fresh network namespace, since what it has by itself would disturb.
enum HostSettings {
  /// What new connections use: the one algorithm that every kernel allows in every namespace. The machine's default
  /// would be inherited otherwise, and a run would differ from machine to machine.
  static let congestionControl = "reno"

  /// For sysctl(8), in order. IPv6 sends of its own accord.
  static let all = [
    (name: "net.ipv6.conf.all.disable_ipv6", value: "1"), (name: "net.ipv6.conf.default.disable_ipv6", value: "1"),
    (name: "net.ipv4.tcp_congestion_control", value: congestionControl),
  ]
}
