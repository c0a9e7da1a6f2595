/** A Moose project as it stands, as a profile. Found by the name moose. */
module dev.durableingest.moose {
  requires dev.durableingest.runtime;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.toml;

  provides dev.durableingest.runtime.profile.ProfileProvider with
      dev.durableingest.moose.MooseProfileProvider;
}
