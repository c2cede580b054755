"""Where numbers of the register lead: to their page for whoever reads all of it, and nowhere for anybody else."""

from tansiq.kernel import addresses
from tansiq.kernel.db import acting_as


def test_a_number_of_the_register_leads_whoever_reads_it_to_its_page(register):
    row = register.arrest()
    for who, leads in (("inspector", True), ("prosecutor", True), ("analyst", False), ("caseworker", False)):
        with acting_as(register.cast[who]):
            found = addresses.of_numbers(register.cast[who], ["X-1", row.number])
        assert found == ({row.number: f"/custody/{row.id}/"} if leads else {}), who
