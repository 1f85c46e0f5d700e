/** Common English words, 256 of them: a byte of a hash picks one. */
export const SYNTHETIC_WORDS: readonly string[] = (
  "about above across after again against air all along also always among animal another answer area around ask away back " +
  "bank become before began begin behind being below best better between big bird black blue boat body book both bring " +
  "build built busy call came carry cause centre change check children city class clear close cold colour come common " +
  "complete contain could country course cover cross dark day deep different direct distance door down draw dry during " +
  "each early earth east easy eight end engine enough equal even evening every example eye face fact fall family far farm " +
  "fast father feel field figure final find fine fire first fish five flat floor follow food force form forest found four " +
  "free friend from full game garden general gentle give glass gold good grass great green ground group grow half hand " +
  "happen hard head hear heat heavy help high hill history hold home horse hot hour house hundred idea inch inside iron " +
  "island just keep kind king knew know lake land language large last late law lay lead learn leave left less letter level " +
  "life light like line list listen little live long look low made main make many map mark market matter mean measure " +
  "metal middle mile milk mind minute moment money month moon more morning most mother mountain mouth move much music name " +
  "near need never new next night north note nothing notice number object ocean often old once only open order other over " +
  "page paint pair paper part pass path pattern people perhaps person piece"
).split(" ");
