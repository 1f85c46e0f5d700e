import { describe, expect, it } from "vitest";
import { latexTable, latexText } from "@/core/latex-table";

describe("a table for LaTeX", () => {
  it("stands words left, numbers right, and what is missing as a dash", () => {
    const table = latexTable("Overlap of A & B", {
      columns: [{ name: "recipe" }, { name: "documents" }, { name: "share", unit: "%" }],
      rows: [
        ["a_1", 1_234_567, 0.5],
        ["b", -12, null],
        ["c", 0, 1 / 3],
      ],
    });
    expect(table).toBe(
      [
        String.raw`\begin{table}`,
        String.raw`  \centering`,
        String.raw`  \caption{Overlap of A \& B}`,
        String.raw`  \begin{tabular}{lrr}`,
        String.raw`    \toprule`,
        String.raw`    recipe & documents & share (\%) \\`,
        String.raw`    \midrule`,
        String.raw`    a\_1 & 1{,}234{,}567 & 0.5 \\`,
        String.raw`    b & $-$12 & -- \\`,
        String.raw`    c & 0 & 0.333333 \\`,
        String.raw`    \bottomrule`,
        String.raw`  \end{tabular}`,
        String.raw`\end{table}`,
        "",
      ].join("\n"),
    );
  });

  it("writes very small and very large numbers with a power of ten", () => {
    const rows = [[1.5e-9], [-2.25e30]];
    const [small, large] = latexTable("", { columns: [{ name: "x" }], rows })
      .split("\n")
      .slice(7, 9);
    expect(small).toBe(String.raw`    $1.5 \times 10^{-9}$ \\`);
    expect(large).toBe(String.raw`    $-2.25 \times 10^{30}$ \\`);
  });

  it("lets no text act as a command", () => {
    expect(latexText("\\input{/etc/passwd} $x^2$ 5% #1 ~\nnext")).toBe(
      String.raw`\textbackslash{}input\{/etc/passwd\} \$x\textasciicircum{}2\$ 5\% \#1 \textasciitilde{} next`,
    );
  });
});
