/// What a lab's output folder must not hold once a run is over.
enum LabFolder {
  /// Hidden names: what a run was writing.
  static func leftovers(in folder: String) -> [String] {
    Folder.allNames(in: folder).filter { $0.hasPrefix(".") }
  }
}
