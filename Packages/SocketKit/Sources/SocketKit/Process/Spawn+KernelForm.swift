internal import CSocketShims
internal import Glibc

extension Spawn {
  /// Lends the request as C wants it, for the length of one call.
  borrowing func withKernelForm(_ body: (inout csocket_spawn_request) -> CInt) -> CInt {
    precondition(inherited.count <= Self.mostInherited, "too many descriptors for a child")
    precondition(inherited.allSatisfy { $0 >= 0 }, "not a descriptor")
    let path = CStrings([self.path])
    let directory = CStrings(self.directory.map { [$0] } ?? [])
    let arguments = CStrings([name ?? self.path.split(separator: "/").last.map(String.init) ?? self.path] + arguments)
    let environment = CStrings(environment: self.environment, changedBy: variables)
    let descriptors = [standard.input ?? -1, standard.output ?? -1, standard.error ?? -1] + inherited
    return descriptors.withUnsafeBufferPointer { descriptors in
      var request = csocket_spawn_request()
      request.path = UnsafePointer(path.first)
      request.arguments = UnsafePointer(arguments.vector)
      request.environment = UnsafePointer(environment.vector)
      request.directory = UnsafePointer(directory.first)
      request.descriptors = descriptors.baseAddress
      request.descriptor_count = CInt(descriptors.count)
      request.user_namespace = user ?? -1
      request.mount_namespace = mount ?? -1
      request.network_namespace = network ?? -1
      request.death_signal = deathSignal?.rawValue ?? 0
      request.new_session = newSession ? 1 : 0
      return body(&request)
    }
  }
}
