/// How a page looks: on a telephone and on a wide screen, in light and in the dark, and on paper.
enum ReportStyle {
  /// What all parts of a page share.
  static let text = """
    \(palette.ofPage)
    :root{color-scheme:light dark;scroll-padding:5rem 0 2rem}
    :root:has(#theme-light:checked){color-scheme:light} :root:has(#theme-dark:checked){color-scheme:dark}
    *{box-sizing:border-box} body{background:var(--paper);color:var(--ink);margin:0;font:16px/1.5 system-ui,sans-serif}
    header,main{max-width:96rem;margin:auto;padding:0 1rem} main{padding-bottom:4rem;outline:none}
    h1,h2,h3,h4,p,ol,ul,dl,dd,figure,pre{margin:0;padding:0} ol,ul{list-style:none}
    h1,h2,h3,h4,li,dd,td,p{overflow-wrap:anywhere}
    a{color:var(--link);text-underline-offset:.2em} a:hover{text-decoration-thickness:2px}
    :focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:2px}
    .skip{position:absolute;left:1rem;top:.1rem;background:var(--panel);padding:0 .5rem;clip-path:inset(100%)}
    .skip:focus{clip-path:none}
    header{display:flex;flex-wrap:wrap;gap:1rem 2rem;align-items:flex-end;justify-content:space-between;\
    padding-top:2rem;padding-bottom:1.5rem}
    .masthead{flex:1 1 20rem} .eyebrow{font-weight:600;color:var(--dim)}
    h1{font-size:clamp(1.7rem,5vw,2.6rem);line-height:1.15;letter-spacing:-.02em} h1.pass{color:var(--pass)}
    h1.fail{color:var(--fail)} .question{color:var(--dim);max-width:60rem}
    .theme{border:1px solid var(--line);border-radius:.5rem;padding:.15rem .7rem .35rem;display:flex;gap:.9rem;margin:0}
    .theme legend{font-size:.75rem;color:var(--dim);padding:0 .3rem} .theme label{display:flex;gap:.35rem;align-items:center}
    .theme input{accent-color:var(--link);margin:0}
    .badge{display:inline-block;font:600 .75rem/1.5 ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;\
    letter-spacing:.04em;padding:.05rem .45rem;border-radius:.3rem;border:1px solid;vertical-align:.08em;flex:none}
    h1 .badge{font-size:.5em;vertical-align:.35em}
    .badge.pass{color:var(--pass);background:var(--pass-ground)} .badge.fail{color:var(--fail);background:var(--fail-ground)}
    pre{font:13px/1.6 ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;background:var(--panel);padding:.7rem .9rem;\
    border-radius:.5rem;overflow-x:auto}
    table{border-collapse:collapse;width:100%} td,th{text-align:left;vertical-align:top;padding:.15rem .8rem .15rem 0}
    h3{font-size:1.05rem} h4{font-size:.9rem;margin:1rem 0 .4rem;color:var(--dim)}
    \(overview)
    \(section)
    \(print)
    """

  private static let palette = Palette(
    selector: ":root",
    colors: [
      "ink": ("#1a1a1a", "#e6e6e3"), "paper": ("#fdfdfb", "#161616"), "panel": ("#f3f3ee", "#20201f"),
      "dim": ("#5c5c57", "#a5a59f"), "line": ("#dcdcd5", "#3a3a38"), "link": ("#1f4e8c", "#8ab8f5"),
      "focus": ("#0b63ce", "#8ab8f5"), "pass": ("#17622f", "#6fce8c"), "pass-ground": ("#e6f4e9", "#14281b"),
      "fail": ("#b3261e", "#ff8a80"), "fail-ground": ("#fdebe9", "#331715"),
      "mark": ("#ffe9a8", "#4a3a08"), "mark-line": ("#8f5a00", "#ffcc4d"),
    ])

  private static let overview = """
    .overview{border-top:1px solid var(--line);margin-bottom:2.5rem}
    .overview .row{display:grid;grid-template-columns:4rem minmax(0,1fr) 4.5rem 6rem minmax(9rem,16rem);gap:0 1rem;\
    padding:.5rem 0;border-bottom:1px solid var(--line);align-items:baseline}
    .overview .head{color:var(--dim);font-size:.8rem;padding:.3rem 0}
    .overview .row:not(.head):hover{background:var(--panel)}
    .overview .experiment a{font-weight:600;margin-right:.6rem} .overview .question{display:block;font-size:.88rem}
    .overview .time{text-align:right;font-variant-numeric:tabular-nums} .overview .none{color:var(--dim)}
    .overview .seed,.overview .expectations{font-variant-numeric:tabular-nums}
    .pips{display:inline-flex;flex-wrap:wrap;gap:2px;max-width:11.4rem;vertical-align:middle;margin-right:.3rem}
    .pips i{width:7px;height:7px;border-radius:50%;background:var(--pass)}
    .pips .fail{background:var(--fail);border-radius:0}
    @media(max-width:760px){.overview .head{display:none}
    .overview .row{grid-template-columns:auto auto minmax(0,1fr);gap:.1rem .8rem}
    .overview .experiment{grid-column:2/-1} .overview .verdict{grid-column:1;grid-row:1}
    .overview .time{grid-column:2;text-align:left} .overview .seed{grid-column:3}
    .overview .seed::before{content:"seed ";color:var(--dim)} .overview .expectations{grid-column:2/-1}}
    """

  private static let section = """
    details.run{border-top:1px solid var(--line)} details.run:last-of-type{border-bottom:1px solid var(--line)}
    summary{cursor:pointer} details.run>summary{display:flex;flex-wrap:wrap;gap:.2rem .8rem;align-items:baseline;padding:.7rem 0}
    details.run>summary::before,.part>summary::before{content:"▸";color:var(--dim);width:.8rem;flex:none}
    details.run[open]>summary::before,.part[open]>summary::before{content:"▾"}
    summary::-webkit-details-marker{display:none} summary h2{font-size:1.2rem} summary .question{flex:1 1 24rem}
    details.run[open]{padding-bottom:2rem}
    .facts{display:flex;flex-wrap:wrap;gap:.1rem 1.6rem;font-size:.88rem;margin:.2rem 0 1.2rem}
    .facts div{display:flex;gap:.45rem} .facts dt{color:var(--dim)} .facts dd{font-variant-numeric:tabular-nums}
    .part{margin-bottom:1.2rem} .part>summary{display:flex;gap:.4rem;align-items:baseline;padding:.35rem 0}
    .part figure{border:1px solid var(--line);border-radius:.5rem;overflow:hidden;margin:.3rem 0 .6rem}
    .part figure svg{display:block} .part svg.ladder,.part svg.graph{max-width:none}
    .legend{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;font-size:.8rem} .legend svg{vertical-align:-.15em}
    .frames{font:12.5px/1.5 ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace} .frames th{color:var(--dim);font-weight:400}
    .frames td:nth-child(-n+2),.frames th:nth-child(-n+2){text-align:right;white-space:nowrap;width:1%}
    .claims h3{margin-bottom:.2rem} .hint,.marked{display:none;font-size:.85rem;color:var(--dim)}
    .scripted .hint{display:block} .scripted .marked{display:block;min-height:1.4em}
    .claim{padding:.5rem .6rem;border-left:3px solid var(--line);margin:.4rem 0;border-radius:0 .4rem .4rem 0}
    .claim.pass{border-color:var(--pass)} .claim.fail{border-color:var(--fail);background:var(--fail-ground)}
    .claim-head{display:flex;gap:.6rem;align-items:baseline;color:inherit;text-decoration:none}
    .claim-head .what{font-weight:600} a.claim-head:hover .what{text-decoration:underline}
    .scripted .claim:has(a){cursor:pointer} .scripted .claim:has(a):hover{background:var(--panel)}
    .scripted .claim.on,.scripted .claim.on:hover{background:var(--mark)}
    .found,.where{font-size:.88rem} .where{color:var(--dim)} .claim.on .where{color:inherit}
    .left-out{font-size:.88rem;color:var(--dim)} .left-out li::before{content:"– "}
    @media(min-width:1100px){.columns{display:grid;grid-template-columns:minmax(18rem,1fr) minmax(0,2fr);gap:0 2rem}
    .claims{position:sticky;top:0;align-self:start;max-height:100vh;overflow-y:auto;padding:.5rem .6rem .5rem .3rem}}
    """

  private static let print = """
    @media print{:root,:root:has(input:checked){color-scheme:light} body{font-size:11pt}
    .skip,.theme,.scripted .hint,.scripted .marked{display:none} main,header{max-width:none;padding:0}
    .columns{display:block} .claims{position:static;max-height:none;overflow:visible}
    details::details-content{content-visibility:visible;display:block;block-size:auto}
    details.run{break-before:page} .claim,.lanes,tr{break-inside:avoid} pre{white-space:pre-wrap;overflow:visible}
    summary::before{display:none}}
    """

  /// What is marked, in each drawing: behind those, so that it rules them.
  static let marks = """
    .row .bed{fill:none} .row:target .bed,.row.on .bed{fill:var(--mark)} .row.on .bed{stroke:var(--mark-line);stroke-width:1}
    .frame:target td,.frame.on td{background:var(--mark)}
    .lanes .span.on rect{stroke:var(--mark-line);stroke-width:3} .lanes .spot.on{stroke:var(--mark-line);stroke-width:4}
    .lanes .pin.on{fill:var(--mark);stroke:var(--mark-line);stroke-width:2.5}
    .graph line.pin{stroke:none} .graph line.pin.on{stroke:var(--mark-line);stroke-width:2}
    """
}
