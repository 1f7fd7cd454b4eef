import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from socialgoods.kernel.secrets import decrypt
from socialgoods.people.actions.authenticators import rotate_authenticators

pytestmark = pytest.mark.django_db

NEW_KEY = "3cwVFqHD_uMsA3ZnM1cJWLsa2ZL2LiTgu3gKKXSKTIg="


def test_the_second_step_outlives_a_change_of_keys(resident, settings):
    secret = generate_totp_secret()
    TOTP.activate(resident, secret)
    codes = RecoveryCodes.activate(resident).get_unused_codes()
    settings.CONTACT_KEYS = [NEW_KEY, *settings.CONTACT_KEYS]

    rotated = rotate_authenticators()

    settings.CONTACT_KEYS = [NEW_KEY]
    assert rotated == 2
    assert decrypt(Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]) == secret
    recovery = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    assert RecoveryCodes(recovery).get_unused_codes() == codes
