import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";

/** In the place of the pages about accounts, where nobody signs in. */
export const NoAccounts = () => (
  <Page>
    <EmptyState level="h1" title="This studio has no accounts">
      It answers on this computer only, and whoever sits at it may do everything. To share it, start it with
      STUDIO_MODE=team; docs/team.md says how.
    </EmptyState>
  </Page>
);
