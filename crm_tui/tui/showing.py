"""The screens that a key opens over what stands there, from anywhere; each is loaded when it is first shown."""

from typing import Any

from textual.app import App
from textual.screen import Screen


class ShowingApp(App[None], inherit_bindings=False):
    """Opens its screens; asked for the one that stands there already, it stays."""

    def show_over(self, kind: type[Screen[Any]], *begins: Any) -> bool:
        """Show a screen of this kind, made with what it begins at, unless one stands there; tells whether it did."""
        if isinstance(self.screen, kind):
            return False
        self.push_screen(kind(*begins))
        return True

    def action_learnt(self) -> None:
        """Show the names of terms that were learnt at this desk."""
        from crm_tui.tui.screens.learnt import LearntScreen

        self.show_over(LearntScreen)

    def action_rules(self, begin_at: str = "") -> None:
        """Show the ground rules, beginning at one."""
        from crm_tui.tui.screens.rules import RulesScreen

        self.show_over(RulesScreen, begin_at)

    def action_team(self) -> None:
        """Show what each officer has before them."""
        from crm_tui.tui.screens.team import TeamScreen

        self.show_over(TeamScreen)

    def action_kept_record(self) -> None:
        """Show how much was kept on time."""
        from crm_tui.tui.screens.kept_record import KeptRecordScreen

        self.show_over(KeptRecordScreen)

    def action_insights(self) -> None:
        """Show the desk in figures."""
        from crm_tui.tui.screens.insights import InsightsScreen

        self.show_over(InsightsScreen)

    def action_oversold(self) -> None:
        """Show which terms were promised better than written."""
        from crm_tui.tui.screens.oversold import OversoldScreen

        self.show_over(OversoldScreen)

    def action_duplicates(self) -> None:
        """Show customers who may be one."""
        from crm_tui.tui.screens.duplicates import DuplicatesScreen

        self.show_over(DuplicatesScreen)

    def action_search(self) -> None:
        """Find anything on record."""
        from crm_tui.tui.screens.search import SearchScreen

        if isinstance(self.screen, SearchScreen):
            self.screen.take_words()
        else:
            self.push_screen(SearchScreen())

    def action_views(self) -> None:
        """Show the searches that are kept under a name."""
        from crm_tui.tui.screens.views import ViewsScreen

        self.show_over(ViewsScreen)

    def action_handovers(self) -> None:
        """Show what goes from one officer to another."""
        from crm_tui.tui.screens.handovers import HandoversScreen

        self.show_over(HandoversScreen)

    def action_settings(self) -> None:
        """Show what is set at this desk."""
        from crm_tui.tui.screens.settings import SettingsScreen

        self.show_over(SettingsScreen)

    def action_keys(self) -> None:
        """Show the keys of this screen."""
        from crm_tui.tui.screens.keys import KeysScreen

        self.show_over(KeysScreen, self.screen)
