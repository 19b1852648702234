"""A plugin for tests: it does in calibre's own window what somebody's hand would do, and writes down what was seen."""

from calibre.customize import InterfaceActionBase


class Driver(InterfaceActionBase):
    """Its outside."""

    name = "Acceptance Driver"
    actual_plugin = "calibre_plugins.acceptance_driver.hand:Hand"
