import Testing

@testable import LabKit

@Suite struct `A palette` {
  private let palette = Palette(selector: ".x", colors: ["a": ("#111", "#eee"), "b": ("#222", "#ddd")])

  @Test func `of a drawing follows the system`() {
    #expect(
      palette.ofSystem == """
        .x{--a:#111;--b:#222;color-scheme:light dark}
        @media(prefers-color-scheme:dark){.x{--a:#eee;--b:#ddd}}
        """)
  }

  @Test func `of a page follows what its reader chose`() {
    #expect(palette.ofPage == ".x{--a:light-dark(#111,#eee);--b:light-dark(#222,#ddd)}")
  }
}
