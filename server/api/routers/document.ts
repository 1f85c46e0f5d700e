import { procedure, router } from "@/server/api/trpc";
import { documentBoundary, documentBoundaryInput } from "@/server/services/document/boundary";
import { documentsByOrdinals, documentsByOrdinalsInput } from "@/server/services/document/by-ordinals";
import { domainRanks, domainRanksInput } from "@/server/services/document/domain-ranks";
import { findDocument, findDocumentInput } from "@/server/services/document/find";
import { documentFlips } from "@/server/services/document/flips";
import { getDocument, getDocumentInput } from "@/server/services/document/get";
import { documentIds, documentIdsInput } from "@/server/services/document/ids";
import { documentNeighbours, documentNeighboursInput } from "@/server/services/document/neighbours";
import { openListing, openListingInput } from "@/server/services/document/open-listing";
import { documentOrdinals, documentOrdinalsInput } from "@/server/services/document/ordinals";
import { documentPageInput, pageDocuments } from "@/server/services/document/page";
import { documentPositionInput, positionDocument } from "@/server/services/document/position";
import { documentProfileInput, profileDocuments } from "@/server/services/document/profile";
import { documentSeenBy, seenByInput } from "@/server/services/document/seen-by";
import { documentStanding, documentStandingInput } from "@/server/services/document/standing";
import { documentText, documentTextInput } from "@/server/services/document/text";

export const documentRouter = router({
  openListing: procedure("read").input(openListingInput).subscription(openListing),
  page: procedure("read")
    .input(documentPageInput)
    .query(({ ctx, input, signal }) => pageDocuments({ ctx, input, signal })),
  position: procedure("read")
    .input(documentPositionInput)
    .query(({ ctx, input, signal }) => positionDocument({ ctx, input, signal })),
  ordinals: procedure("read")
    .input(documentOrdinalsInput)
    .query(({ ctx, input, signal }) => documentOrdinals({ ctx, input, signal })),
  ids: procedure("read")
    .input(documentIdsInput)
    .query(({ ctx, input }) => documentIds({ ctx, input })),
  profile: procedure("read")
    .input(documentProfileInput)
    .query(({ ctx, input, signal }) => profileDocuments({ ctx, input, signal })),
  get: procedure("read")
    .input(getDocumentInput)
    .query(({ ctx, input }) => getDocument({ ctx, input })),
  byOrdinals: procedure("read")
    .input(documentsByOrdinalsInput)
    .query(({ ctx, input }) => documentsByOrdinals({ ctx, input })),
  text: procedure("read")
    .input(documentTextInput)
    .query(({ ctx, input }) => documentText({ ctx, input })),
  domainRanks: procedure("read")
    .input(domainRanksInput)
    .query(({ ctx, input }) => domainRanks({ ctx, input })),
  standing: procedure("read")
    .input(documentStandingInput)
    .query(({ ctx, input, signal }) => documentStanding({ ctx, input, signal })),
  flips: procedure("read").input(documentStandingInput).subscription(documentFlips),
  neighbours: procedure("read")
    .input(documentNeighboursInput)
    .query(({ ctx, input, signal }) => documentNeighbours({ ctx, input, signal })),
  boundary: procedure("read")
    .input(documentBoundaryInput)
    .query(({ ctx, input, signal }) => documentBoundary({ ctx, input, signal })),
  seenBy: procedure("read")
    .input(seenByInput)
    .query(({ ctx, input, signal }) => documentSeenBy({ ctx, input, signal })),
  find: procedure("read")
    .input(findDocumentInput)
    .query(({ ctx, input }) => findDocument({ ctx, input })),
});
